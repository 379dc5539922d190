/** A piece of code and the file it pretends to stand in, from the repository's root. */
export interface Case {
  readonly file: string;
  readonly code: string;
}

/** What ESLint said about a case. */
export interface Finding {
  readonly ruleId: string | null;
  readonly message: string;
}
