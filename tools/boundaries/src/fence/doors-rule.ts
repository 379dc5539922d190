import type { Rule } from 'eslint';
import { repositoryPath } from './repository-path.ts';
import { readWorkspaceMap } from './workspace-map.ts';

/** Most lines of a door, comments and blank lines included. */
export const mostDoorLines = 40;

/** `aicmo/doors`: a door enumerates the names it gives; it has no code and no `export *` (types apart). */
export const doorsRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'A door is a list of names' } },
  create(context) {
    if (!doorFiles().has(repositoryPath(context.filename))) return {};
    return {
      Program(node) {
        const lines = context.sourceCode.lines.length - (context.sourceCode.text.endsWith('\n') ? 1 : 0);
        if (lines > mostDoorLines) {
          context.report({
            node,
            message: `A door has at most ${mostDoorLines} lines, this one has ${lines}: offer less.`,
          });
        }
      },
      'Program > *'(node: Rule.Node & { readonly source?: unknown; readonly exportKind?: string }) {
        if (node.type === 'ExportAllDeclaration') {
          if (node.exportKind !== 'type') context.report({ node, message: 'A door names what it gives: no export *.' });
        } else if (node.type !== 'ExportNamedDeclaration' || !node.source) {
          context.report({ node, message: "A door holds only export { … } from './…': move code into src/lib." });
        }
      },
    };
  },
};

function doorFiles(): ReadonlySet<string> {
  return new Set(
    readWorkspaceMap().flatMap(({ root, doors }) => Object.values(doors).map((file) => `${root}/${file.slice(2)}`)),
  );
}
