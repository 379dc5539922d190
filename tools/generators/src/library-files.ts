/** The names that a library's files are written with. */
interface Names {
  /** `media-plan` */
  readonly kebab: string;
  /** `MediaPlan` */
  readonly pascal: string;
  /** `mediaPlan` */
  readonly camel: string;
}

/**
 * The files of a new domain library, by path below its folder: two tags, three doors and one small thing that goes
 * through all of them, so that lint, types, tests and the check for unused code pass before anything is added.
 *
 * @param kebab name of the folder in kebab-case
 */
export function libraryFiles(kebab: string): Readonly<Record<string, string>> {
  const pascal = kebab.replaceAll(/(?:^|-)([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  const names = { kebab, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1) };
  return { ...projectFiles(names), ...doorFiles(names), ...sourceFiles(names), ...specFiles(names) };
}

function projectFiles({ kebab }: Names): Record<string, string> {
  return {
    'package.json': `{
  "name": "@aicmo/${kebab}",
  "version": "0.1.0",
  "private": true,
  "license": "MIT",
  "type": "module",
  "exports": {
    ".": "./src/index.ts",
    "./contract": "./src/contract/index.ts",
    "./testing": "./src/testing/index.ts"
  },
  "nx": {
    "name": "${kebab}",
    "projectType": "library",
    "tags": [
      "type:domain",
      "scope:${kebab}"
    ],
    "targets": {
      "lint": {},
      "typecheck": {},
      "test": {}
    }
  }
}
`,
    'tsconfig.json': `{ "extends": "../../tsconfig.base.json", "include": ["src"] }\n`,
    'jest.config.cjs': `module.exports = { displayName: '${kebab}', preset: '../../jest.preset.js' };\n`,
    'README.md': `# @aicmo/${kebab}

What it decides, in a sentence.

- \`@aicmo/${kebab}\`: for the workspace, which alone loads it
- \`@aicmo/${kebab}/contract\`: for whoever shows it; browser-safe shapes
- \`@aicmo/${kebab}/testing\`: for specs
`,
  };
}

function doorFiles({ kebab, pascal }: Names): Record<string, string> {
  return {
    'src/index.ts': `// The service
export { create${pascal} } from './lib/${kebab}.ts';
export type { ${pascal}, ${pascal}Deps } from './lib/${kebab}.ts';
// Its shapes
export { ${pascal}Note } from './contract/${kebab}-note.ts';
`,
    'src/contract/index.ts': `export { ${pascal}Note } from './${kebab}-note.ts';\n`,
    'src/testing/index.ts': `export { a${pascal}Note } from './a-${kebab}-note.ts';\n`,
  };
}

function sourceFiles({ kebab, pascal }: Names): Record<string, string> {
  return {
    [`src/contract/${kebab}-note.ts`]: `import * as z from 'zod/mini';

/** One thing that was noted, and when (ISO 8601, UTC). Replace it with the library's first noun. */
export const ${pascal}Note = z.object({
  text: z.string().check(z.minLength(1)),
  writtenAt: z.string(),
});
export type ${pascal}Note = z.infer<typeof ${pascal}Note>;
`,
    [`src/testing/a-${kebab}-note.ts`]: `import type { ${pascal}Note } from '../contract/${kebab}-note.ts';

/** A note as specs need it; change what the spec is about. */
export function a${pascal}Note(change: Partial<${pascal}Note> = {}): ${pascal}Note {
  return { text: 'The first note.', writtenAt: '2026-03-02T10:00:00.000Z', ...change };
}
`,
    [`src/lib/${kebab}.ts`]: `import type { Clock } from '@aicmo/core-kernel';
import { ${pascal}Note } from '../contract/${kebab}-note.ts';

/** What the library needs from outside. */
export interface ${pascal}Deps {
  readonly clock: Clock;
}

/** What the library does for others. */
export interface ${pascal} {
  /** Makes a note as of now. Throws for an empty text. */
  note(text: string): ${pascal}Note;
}

/** Builds the service. */
export function create${pascal}({ clock }: ${pascal}Deps): ${pascal} {
  return { note: (text) => ${pascal}Note.parse({ text, writtenAt: clock.now() }) };
}
`,
  };
}

function specFiles({ kebab, pascal, camel }: Names): Record<string, string> {
  return {
    'src/index.spec.ts': `import { expect, test } from '@jest/globals';
import * as door from './index.ts';

test('the door opens on these names and no other', () => {
  expect(Object.keys(door).sort()).toEqual(['${pascal}Note', 'create${pascal}']);
});
`,
    [`src/lib/${kebab}.spec.ts`]: `import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { a${pascal}Note } from '../testing/index.ts';
import { create${pascal} } from './${kebab}.ts';

test('a note says when it was written', () => {
  const ${camel} = create${pascal}({ clock: fakeClock() });
  expect(${camel}.note('The first note.')).toEqual(a${pascal}Note());
});
`,
  };
}
