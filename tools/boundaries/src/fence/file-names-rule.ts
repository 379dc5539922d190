import path from 'node:path';
import type { Rule } from 'eslint';

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.(?:tsx?|mts|cts|mjs|cjs|js)$/u;
const vague = /^(?:utils?|helpers?|common|misc|types?|manager|base)\./u;

/** `aicmo/file-names`: kebab-case, and named after what is inside. */
export const fileNamesRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'A file is named after its one export' } },
  create(context) {
    const name = path.basename(context.filename);
    return {
      Program(node) {
        if (!kebab.test(name)) context.report({ node, message: `${name}: file names are kebab-case.` });
        if (vague.test(name)) context.report({ node, message: `${name} says nothing: name it after its one export.` });
      },
    };
  },
};
