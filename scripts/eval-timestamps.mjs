// npm run eval:timestamps [-- --faults] [FOLDER]: how many times of labelled lines are read rightly, and of public logs in FOLDER.
import { evaluate } from './evaluate.mjs';

await evaluate('timestampQuality');
