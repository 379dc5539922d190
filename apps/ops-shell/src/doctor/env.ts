/** The doctor's environment, which is what it looks at; read at each run, because `--watch` goes on for long. */
export const doctorVariables = (): Readonly<Record<string, string | undefined>> => process.env;
