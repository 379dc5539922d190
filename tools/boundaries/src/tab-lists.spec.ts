import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { repositoryRoot } from './fence/workspace-map.ts';

const operator = path.join(repositoryRoot, 'apps/operator/src');

/** DOMAIN's order of the screens, which is also the order of both registries. */
const tabs = [
  'command-center',
  'autonomy',
  'campaign-ops',
  'campaigns',
  'acquisition',
  'strategy',
  'creatives',
  'publishing',
  'monitoring',
  'diagnostics',
] as const;

function namesIn(folder: string, suffix: string): string[] {
  return readdirSync(path.join(operator, folder))
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

/** The tab ids in the array of ui/tabs/index.ts, in its order: `campaignOpsTab` is campaign-ops. */
function tabsOnScreen(): string[] {
  const text = readFileSync(path.join(operator, 'ui/tabs/index.ts'), 'utf8');
  const list = /\btabs\b[^=]*=\s*\[([^\]]*)\]/u.exec(text)?.[1] ?? '';
  return [...list.matchAll(/([a-zA-Z]+)Tab\b/gu)].map(([, name = '']) =>
    name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`),
  );
}

/** The tab ids whose route modules api/routes/index.ts loads. */
function tabsWithRoutes(): string[] {
  const text = readFileSync(path.join(operator, 'api/routes/index.ts'), 'utf8');
  return [...text.matchAll(/\.\/([a-z-]+)\.routes\.ts/gu)].map((match) => match[1] ?? '');
}

describe.each(tabs)('the tab %s', (id) => {
  test.each([
    ['its contract', `contract/${id}.contract.ts`],
    ['its routes', `api/routes/${id}.routes.ts`],
    ['its definition', `ui/tabs/${id}/${id}.tab.tsx`],
    ['its panel', `ui/tabs/${id}/${id}-panel.tsx`],
  ])('has %s', (_what, file) => {
    expect(existsSync(path.join(operator, file)) ? file : `${file} is missing`).toBe(file);
  });

  test('keeps all its endpoints below its own address', () => {
    const text = readFileSync(path.join(operator, `contract/${id}.contract.ts`), 'utf8');
    const paths = [...text.matchAll(/\bpath:\s*[`'"]([^`'"]+)/gu)].map((match) => match[1] ?? '');
    expect(paths.filter((each) => !each.startsWith(`/api/${id}/`) && each !== `/api/${id}`)).toEqual([]);
  });
});

test('ui/tabs/index.ts registers every tab, in the order of the screen', () => {
  const registered = tabsOnScreen();
  expect(tabs.filter((id) => !registered.includes(id)).map((id) => `add ${id} to ui/tabs/index.ts`)).toEqual([]);
  expect(registered).toEqual([...tabs]);
});

test('contract/tab-ids.ts names every tab, in the order of the screen', () => {
  const text = readFileSync(path.join(operator, 'contract/tab-ids.ts'), 'utf8');
  const list = /\[([^\]]*)\]/u.exec(text)?.[1] ?? '';
  expect([...list.matchAll(/'([a-z-]+)'/gu)].map((match) => match[1])).toEqual([...tabs]);
});

test('api/routes/index.ts registers the routes of every tab', () => {
  const registered = tabsWithRoutes();
  expect(tabs.filter((id) => !registered.includes(id)).map((id) => `add ${id} to api/routes/index.ts`)).toEqual([]);
});

test('no folder holds a tab that nobody registered', () => {
  const folders = readdirSync(path.join(operator, 'ui/tabs'), { withFileTypes: true });
  expect(
    folders
      .filter((each) => each.isDirectory())
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...tabs].sort());
  expect(namesIn('contract', '.contract.ts')).toEqual(expect.arrayContaining([...tabs].sort()));
});
