/** The thread that searches: of its own, since it is small and so is there sooner, and stays for the next search. */
import { serve } from './serve.js';
import { search } from './search.js';

serve({ search });
