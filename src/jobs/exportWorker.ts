/** The thread that renders documents: what it needs for that, no other job loads. */
import { renderDocument } from './renderDocument.js';
import { serve } from './serve.js';

serve({ renderDocument });
