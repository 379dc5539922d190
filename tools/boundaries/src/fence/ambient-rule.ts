import type { Rule, Scope } from 'eslint';
import { ambients } from './ambient-homes.ts';
import { repositoryPath } from './repository-path.ts';

type Hidden = keyof typeof ambients;
type Reference = Scope.Reference;

const network = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** `aicmo/ambient`: no hidden clock, chance, environment or network outside the files that own them. */
export const ambientRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'Time, chance, environment and network are parameters' } },
  create(context) {
    const file = repositoryPath(context.filename);
    const report = (node: Rule.Node, hidden: Hidden, found: string): void => {
      if (ambients[hidden].homes.test(file)) return;
      context.report({ node, message: `${found} is hidden input here. ${ambients[hidden].instead}` });
    };
    return {
      'Program:exit'(node) {
        const scope = context.sourceCode.getScope(node);
        const known = scope.variables.filter(({ defs }) => defs.length === 0).flatMap(({ references }) => references);
        for (const reference of [...known, ...scope.through]) inspect(reference, report);
      },
      'ImportDeclaration[source.value=/^(?:node:)?process$/]'(node: Rule.Node) {
        report(node, 'environment', 'The process module');
      },
    };
  },
};

function inspect(reference: Reference, report: (node: Rule.Node, hidden: Hidden, found: string) => void): void {
  const node = reference.identifier as Rule.Node; // ESLint links parents before rules run
  const { name } = reference.identifier;
  const member = memberOf(node);
  if (network.has(name)) report(node, 'network', name);
  if ((name === 'globalThis' || name === 'window') && network.has(member)) report(node, 'network', member);
  if (name === 'Math' && member === 'random') report(node, 'chance', 'Math.random()');
  if (name === 'process' && member === 'env') report(node, 'environment', 'process.env');
  if (name === 'Date' && (member === 'now' || isBareDate(node))) report(node, 'clock', 'The current time');
}

function memberOf(node: Rule.Node): string {
  const parent: Rule.Node | null = node.parent;
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return '';
  if (parent.property.type === 'Identifier' && !parent.computed) return parent.property.name;
  return parent.property.type === 'Literal' ? String(parent.property.value) : '';
}

function isBareDate(node: Rule.Node): boolean {
  const parent: Rule.Node | null = node.parent;
  if (parent?.type === 'NewExpression') return parent.callee === node && parent.arguments.length === 0;
  return parent?.type === 'CallExpression' && parent.callee === node;
}
