import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryRoot } from '../repository-root.ts';

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

const run = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`;
let source: Promise<string> | undefined;

/**
 * What axe finds on a page as it stands, serious and critical only, one line each with the elements. Evaluated by the
 * debugger, which the page's policy against foreign scripts does not concern.
 */
export async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  source ??= readFile(path.join(repositoryRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await source);
  const violations = (await page.evaluate(run)) as readonly AxeViolation[]; // axe-core's own shape
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`);
      return `${impact} ${id}: ${help}\n  ${where.join('\n  ')}`;
    });
}
