import type { CaptureField, CaptureForm } from '@aicmo/cam/contract';
import { escapeHtml } from '@aicmo/core-server';
import { page } from './page.ts';

/** The field that no person sees: whoever fills it in is a machine. */
export const trapField = 'website';

/** What a form's page shows. */
export interface FormPage {
  readonly form: CaptureForm;
  readonly clientName: string;
  readonly pageToken: string;
  /** What was typed before, so that nothing is lost. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly { readonly field: string; readonly text: string }[];
  /** Said above the form. */
  readonly notice?: string;
}

const inputTypes: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', linkedin: 'text' };
const completes: Readonly<Record<string, string>> = {
  ...{ email: 'email', firstName: 'given-name', lastName: 'family-name', company: 'organization' },
  ...{ title: 'organization-title', phone: 'tel' },
};

/** The page of a form, which needs no script. */
export function formPage(shown: FormPage): string {
  const { form, clientName, pageToken, typed = {}, problems = [], notice } = shown;
  const questions = [{ name: 'email', label: 'Mail address', isRequired: true }, ...form.fields];
  const fields = questions.map((field) => fieldHtml(field, typed[field.name] ?? '', problemOf(problems, field.name)));
  const intro = form.intro === '' ? '' : `<p>${escapeHtml(form.intro)}</p>`;
  const noticed = notice === undefined ? '' : `<p class="bad" role="alert">${escapeHtml(notice)}</p>`;
  return page(
    `${form.title} · ${clientName}`,
    `<h1>${escapeHtml(form.title)}</h1>${intro}${noticed}${summary(problems)}<form method="post" action="/f/${form.key}" novalidate>
<input type="hidden" name="page" value="${escapeHtml(pageToken)}">${fields.join('')}
<div class="trap" aria-hidden="true"><label>Leave this empty<input name="${trapField}" tabindex="-1" autocomplete="off"></label></div>
${consentHtml(form, typed['consent'] === 'yes', problemOf(problems, 'consent'))}<button>Send</button></form>
<small>${escapeHtml(clientName)} uses what you send for what you agree to here, and for nothing else. To take it back, use the link in our message or write to us.</small>`,
  );
}

const problemOf = (problems: FormPage['problems'], field: string): string | undefined =>
  problems?.find((each) => each.field === field)?.text;

function summary(problems: NonNullable<FormPage['problems']>): string {
  if (problems.length === 0) return '';
  const lines = problems.map(({ field, text }) => `<li><a href="#${field}">${escapeHtml(text)}</a></li>`).join('');
  return `<div class="problems" role="alert"><strong>Not sent yet:</strong><ul>${lines}</ul></div>`;
}

type Question = Pick<CaptureField, 'label' | 'isRequired'> & { readonly name: string };

function fieldHtml({ name, label, isRequired }: Question, value: string, problem: string | undefined): string {
  const hint = isRequired ? '' : ' <span class="hint">(optional)</span>';
  const wrong = problem === undefined ? '' : `<span class="bad" id="${name}-problem">${escapeHtml(problem)}</span>`;
  const state = problem === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-problem"`;
  const shared = `id="${name}" name="${name}"${isRequired ? ' aria-required="true"' : ''}${state}`;
  const control =
    name === 'message'
      ? `<textarea ${shared}>${escapeHtml(value)}</textarea>`
      : `<input ${shared} type="${inputTypes[name] ?? 'text'}" autocomplete="${completes[name] ?? 'off'}" value="${escapeHtml(value)}">`;
  return `<label for="${name}"><span>${escapeHtml(label)}${hint}</span>${control}${wrong}</label>`;
}

/** Never ticked beforehand: a silence is no consent. */
function consentHtml({ consentText }: CaptureForm, isTicked: boolean, problem: string | undefined): string {
  const wrong = problem === undefined ? '' : `<span class="bad">${escapeHtml(problem)}</span>`;
  return `<label class="agree" for="consent"><input id="consent" type="checkbox" name="consent" value="yes"${isTicked ? ' checked' : ''}><span>${escapeHtml(consentText)}</span></label>${wrong}`;
}
