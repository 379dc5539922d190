import type { Workspace, WorkspaceEnv } from '@aicmo/workspace';

/** How a command ended, for the shell: done, failed or refused, action needed, could not run, wrong usage (sysexits EX_USAGE). */
export const exitCodes = { done: 0, failed: 1, actionNeeded: 2, couldNotRun: 3, usage: 64 } as const;

/** One option of a command; those without `value` are switches. */
export interface CommandOption {
  readonly name: string;
  /** What stands after it in the help, such as `<email>`; absent for a switch. */
  readonly value?: string;
  readonly about: string;
  /** May stand several times. Default false. */
  readonly multiple?: boolean;
}

/** What a command may use. */
export interface CommandContext {
  /** What stands after the command's name, without options. */
  readonly args: readonly string[];
  /** The value of an option; undefined when it is not there. */
  option(name: string): string | undefined;
  /** All values of an option that may stand several times. */
  options(name: string): readonly string[];
  /** Whether a switch is there. */
  has(name: string): boolean;
  /** Where the workspace is; throws when the environment does not say it rightly. */
  readonly env: WorkspaceEnv;
  /** The workspace, opened at the first call and closed when the command ends. */
  workspace(): Promise<Workspace>;
  /** A line for a person while it works; goes to the error stream, never into `--json`. */
  progress(line: string): void;
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What a command says. */
export interface CommandResult {
  /** For a person. */
  readonly text: string;
  /** The same for a program, with `--json`. */
  readonly json: unknown;
  /** `exitCodes.done` by default. */
  readonly exitCode?: number;
}

/** A line to type, and what for. */
export type CommandExample = readonly [typed: string, why: string];

/** Commands that begin with the same word, and what is true of all of them. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly examples: readonly CommandExample[];
}

/** One thing that `aicmo` can be told to do. */
export interface Command {
  /** The words that name it: `db bootstrap`. */
  readonly name: string;
  readonly summary: string;
  /** What stands after the name: `<file.csv>`. */
  readonly usage?: string;
  readonly options?: readonly CommandOption[];
  /** What a person should know before typing it; paragraphs, for the help. */
  readonly about?: readonly string[];
  /** What its exit statuses mean, where that says more than the usual words. */
  readonly statuses?: readonly (readonly [status: number, meaning: string])[];
  /** Lines that can be typed as they stand, and what for. */
  readonly examples?: readonly CommandExample[];
  /** How many arguments it takes. Default none. */
  readonly args?: readonly [least: number, most: number];
  run(context: CommandContext): Promise<CommandResult>;
}
