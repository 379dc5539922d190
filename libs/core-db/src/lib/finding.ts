/** What to do about a finding: words, and what can be typed as it stands. */
export interface Remedy {
  readonly text: string;
  readonly commands: readonly string[];
}

/** One thing that was found in a database or a backup. Holds no secret. */
export interface DatabaseFinding {
  /** Stable, kebab-case. */
  readonly code: string;
  /** What was found and what was expected. */
  readonly message: string;
  readonly remedy: Remedy;
}
