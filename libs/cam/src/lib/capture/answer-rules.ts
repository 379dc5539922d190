import type { CaptureField, CaptureFieldName } from '../../contract/capture.ts';
import { parseEmail, type EmailIdentity } from '../leads/email-identity.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';

/** What is wrong with one field; one plain sentence for the visitor. */
export interface AnswerProblem {
  readonly field: string;
  readonly text: string;
}

/** Answers as they are kept: trimmed, without what no text has. */
export type Answers = Readonly<Record<string, string>>;

/** What reading the fields gave. */
export type ReadAnswers =
  | {
      readonly ok: true;
      readonly answers: Answers;
      readonly email: EmailIdentity;
      readonly identities: readonly IdentityKey[];
    }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

/** Characters; a longer one is refused, not cut. */
const longest: Readonly<Record<CaptureFieldName | 'email', number>> = {
  ...{ email: 254, firstName: 100, lastName: 100, company: 200, title: 200, phone: 60, linkedin: 200, message: 2000 },
};

/** Reads what a visitor typed. Fields that the form does not ask for are not kept. */
export function readAnswers(
  fields: readonly CaptureField[],
  typed: Readonly<Record<string, string>>,
  parsePhone: ParsePhone,
): ReadAnswers {
  const problems: AnswerProblem[] = [];
  const answers: Record<string, string> = {};
  for (const { name, label, isRequired } of [emailField, ...fields]) {
    const text = tidy(typed[name] ?? '', name === 'message');
    if (text === '' && isRequired) problems.push({ field: name, text: `Please fill in “${label}”.` });
    else if (text.length > longest[name])
      problems.push({ field: name, text: `“${label}” has ${text.length} characters; at most ${longest[name]} fit.` });
    if (text !== '') answers[name] = text;
  }
  const email = parseEmail(answers['email'] ?? '');
  if (!email && answers['email'] !== undefined)
    problems.push({ field: 'email', text: 'This is no mail address that we could write to. Please check it.' });
  if (typed['consent'] !== 'yes')
    problems.push({
      field: 'consent',
      text: 'Please tick the sentence that you agree to; without it nothing is kept.',
    });
  if (problems.length > 0 || !email) return { ok: false, problems };
  return { ok: true, answers, email, identities: identitiesOf(email, answers, parsePhone) };
}

const emailField = { name: 'email', label: 'Mail address', isRequired: true } as const;

/** Control characters are no text, and only a message has lines. */
const tidy = (text: string, hasLines: boolean): string => {
  const clean = text.normalize('NFC').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
  return (hasLines ? clean.replaceAll(/\n{3,}/g, '\n\n') : clean.replaceAll(/\s+/g, ' ')).trim();
};

/** By what the person is recognised; a profile or number that is none is kept as text only. */
export function identitiesOf(email: EmailIdentity, answers: Answers, parsePhone: ParsePhone): readonly IdentityKey[] {
  const linkedin = parseLinkedin(answers['linkedin'] ?? '')?.key;
  const phone = parsePhone(answers['phone'] ?? '');
  return [
    { kind: 'email', value: email.key },
    ...(linkedin === undefined ? [] : [{ kind: 'linkedin' as const, value: linkedin }]),
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
  ];
}
