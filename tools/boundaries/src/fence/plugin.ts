import type { ESLint } from 'eslint';
import { ambientRule } from './ambient-rule.ts';
import { doorsRule } from './doors-rule.ts';
import { fileNamesRule } from './file-names-rule.ts';
import { importsRule } from './imports-rule.ts';

/** The rules of this house that no published plugin has. */
export const fencePlugin: ESLint.Plugin = {
  meta: { name: 'aicmo' },
  rules: { ambient: ambientRule, doors: doorsRule, 'file-names': fileNamesRule, imports: importsRule },
};
