/** The thread that finds and redacts: it stays for the next text, since what looks for everything at once takes long to make. */
import { prepareScans } from '../redaction/index.js';
import { redact } from './redact.js';
import { redactTexts } from './redactTexts.js';
import { scan } from './scan.js';
import { serve } from './serve.js';

serve({ redact, redactTexts, scan });
prepareScans();
