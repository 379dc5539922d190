/** A source of hidden input: what it is, the files that may use it, and what everybody else does instead. */
export interface Ambient {
  readonly homes: RegExp;
  readonly instead: string;
}

const tools = '^tools/(?!cli/src/)|\\.spec\\.tsx?$|/test-setup/';

/** Where the clock, chance and the environment may be read; everything else takes them as a parameter. */
export const ambients = {
  clock: {
    homes: new RegExp(`^libs/core-kernel/src/lib/(?:clock|ids)\\.ts$|${tools}`, 'u'),
    instead: 'Take clock: Clock from your deps and ask clock.now().',
  },
  chance: {
    homes: new RegExp(`^libs/core-kernel/src/lib/ids\\.ts$|${tools}`, 'u'),
    instead: 'Take ids from newId(clock), and any other chance as a parameter.',
  },
  environment: {
    homes: new RegExp(
      `^apps/[a-z-]+/src/(?:[a-z]+/)?env\\.ts$|^apps/ops-shell/src/boot/|^tools/|^libs/core-llm/src/lib/|^libs/core-db/src/(?:lib/database-url\\.ts$|testing/)|${tools}`,
      'u',
    ),
    instead: "The environment is read in the app's env.ts (or the CLI) and handed on as a value.",
  },
  network: {
    homes: new RegExp(
      `^libs/core-(?:effects|server)/src/|^libs/core-llm/src/testing/|^tools/cli/src/drill/open-shell\\.ts$|${tools}`,
      'u',
    ),
    instead:
      'On the server use the egress door of @aicmo/core-effects; on the screen createApiClient(contract) of @aicmo/core-server/contract.',
  },
} as const satisfies Record<string, Ambient>;
