import type { DatabaseFinding } from '@aicmo/core-db';

/** Findings as a numbered list, each with what to type below it, ready to be copied. */
export function findingsInWords(findings: readonly DatabaseFinding[]): readonly string[] {
  return findings.flatMap(({ message, remedy }, at) => [
    '',
    `${at + 1}. ${message}`,
    `   ${remedy.text}`,
    ...remedy.commands.map((command) => `     ${command}`),
  ]);
}
