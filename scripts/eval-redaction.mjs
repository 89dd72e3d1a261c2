// npm run eval:redaction [-- --faults]: precision, recall and F1 of redaction over its labelled lines.
import { evaluate } from './evaluate.mjs';

await evaluate('redactionQuality');
