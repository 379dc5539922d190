/* Started by fault-place.ts as another user: the checks of one database, what they see as JSON on standard output. */
import { seeBySentinels } from './fault-seen.ts';

let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const { url, sentinel } = JSON.parse(text) as { url: string; sentinel?: string };
process.stdout.write(JSON.stringify(await seeBySentinels(url, [], sentinel)));
