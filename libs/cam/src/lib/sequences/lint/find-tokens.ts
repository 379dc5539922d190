import type { LintFinding } from '../../../contract/message-lint.ts';
import { templateVariables } from '../../../contract/template-variable.ts';
import { placeholdersIn } from '../../outreach/content-rules.ts';
import { nearestName } from '../../templates/nearest-name.ts';

const known = templateVariables.map(({ name }) => name);
/** Words for the same in other tools and languages. */
const others: Readonly<Record<string, string>> = {
  ...{ fname: 'lead.firstName', vorname: 'lead.firstName', prenom: 'lead.firstName', nombre: 'lead.firstName' },
  ...{ lname: 'lead.lastName', nachname: 'lead.lastName', nom: 'lead.lastName', apellido: 'lead.lastName' },
  ...{ name: 'lead.name', yourname: 'sender.name', firma: 'lead.company', companyname: 'lead.company' },
};

/** What other tools would have filled, and nobody here does; with the value of ours that was probably meant. */
export function findTokens(text: string): readonly LintFinding[] {
  return placeholdersIn(text).map((before) => {
    const inner = before.replaceAll(/[^\p{L}_ ]/gu, '').trim();
    const name =
      others[inner.toLowerCase().replaceAll(/[^\p{L}]/gu, '')] ?? nearestName(inner.replaceAll(' ', '_'), known);
    const isOurs = before.includes('{{') || before.includes('{%');
    return {
      ...{ rule: 'unresolved' as const, before },
      after: name === undefined || isOurs ? null : `{{ ${name} }}`,
      isExact: name !== undefined && !isOurs,
      text: `“${before}” would leave as it stands here: nothing fills it.`,
    };
  });
}
