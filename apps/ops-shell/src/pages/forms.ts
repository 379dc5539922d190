import { html, type Html } from './html.ts';

export interface FormParts {
  /** The address that it is sent to. */
  readonly action: string;
  readonly button: Html;
  readonly fields?: Html;
  /** The hash of the plan that the page shows, for what must still be true when it is sent. */
  readonly plan?: string;
}

/** Makes a form that does something, for one visitor: POST only, and good for one time. */
export type MakeForm = (parts: FormParts) => Html;

export interface FormRules {
  /** A permit for one action of this visitor. */
  readonly permitFor: (action: string, plan: string | undefined) => string;
  /** What stands instead of a form that this visitor may not send; undefined lets it stand. */
  readonly insteadOf: (action: string) => Html | undefined;
}

/** The forms of one visitor's page. No link, no reload and no crawler sends one, and no other page can make one. */
export const formsWith =
  ({ permitFor, insteadOf }: FormRules): MakeForm =>
  ({ action, button, fields, plan }) =>
    insteadOf(action) ??
    html`<form method="post" action="${action}">
      <input type="hidden" name="permit" value="${permitFor(action, plan)}" />${
        plan === undefined ? null : html`<input type="hidden" name="plan" value="${plan}" />`
      }${fields}${button}
    </form>`;
