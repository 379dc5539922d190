import type { Rule } from 'eslint';
import type { ImportKind } from './judge-import.ts';
import { judgeImport } from './judge-import.ts';
import { repositoryPath } from './repository-path.ts';
import { readWorkspaceMap } from './workspace-map.ts';
import { placeFile } from './zone.ts';

/** Files that load a module whose name they learn at run time, which no fence can follow. */
const namesAtRunTime =
  /^apps\/ops-shell\/src\/(?:api|boot|probe)\/[a-z/-]*(?:probe|import)[a-z-]*\.ts$|^tools\/(?!cli\/)/u;

interface WithSource {
  readonly source?: { readonly type: string; readonly value?: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
}

interface WithArguments {
  readonly arguments: readonly { readonly type: string; readonly value?: unknown }[];
}

/** `aicmo/imports`: doors, sides, Node in the browser, drivers, sockets (see `judge-import.ts`). */
export const importsRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'Every import goes through a door that is open to it' } },
  create(context) {
    const projects = readWorkspaceMap();
    const place = placeFile(repositoryPath(context.filename), projects);
    if (place === null) return {};
    const judge = (node: Rule.Node, specifier: unknown, kind: ImportKind): void => {
      const reason = typeof specifier === 'string' ? judgeImport(place, specifier, kind, projects) : null;
      if (reason !== null) context.report({ node, message: reason });
    };
    const dynamic = (
      node: Rule.Node,
      target: { readonly type: string; readonly value?: unknown } | undefined,
    ): void => {
      if (target?.type === 'Literal') return judge(node, target.value, 'dynamic');
      if (namesAtRunTime.test(place.file) || place.isForTests) return undefined;
      return context.report({ node, message: 'import() takes the name itself, so that the fence can read it.' });
    };
    const fromSource = (node: Rule.Node & WithSource): void => {
      const isType = node.importKind === 'type' || node.exportKind === 'type';
      judge(node, node.source?.value, isType ? 'type' : 'static');
    };
    return {
      ImportDeclaration: fromSource,
      ExportNamedDeclaration: fromSource,
      ExportAllDeclaration: fromSource,
      ImportExpression: (node) => dynamic(node as Rule.Node, node.source),
      'CallExpression[callee.name="require"]'(node: Rule.Node & WithArguments) {
        dynamic(node, node.arguments[0]);
      },
      TSImportType: (node: Rule.Node) =>
        context.report({ node, message: "Write import type { … } from '…' at the top, where the fence reads it." }),
    };
  },
};
