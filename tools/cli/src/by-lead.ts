import type { Lead } from '@aicmo/cam/contract';
import { invalid, isId, notFound } from '@aicmo/core-kernel';
import type { Workspace } from '@aicmo/workspace';

type Leads = Awaited<ReturnType<Workspace['cam']>>['leads'];

/**
 * The one lead that a person means: by its id, its whole address, or words that fit one lead only. Throws `not-found`
 * (`cli-unknown`), or `invalid` (`cli-ambiguous`) with those that fit.
 */
export async function byLead(leads: Leads, said: string): Promise<Lead> {
  if (isId(said)) return leads.get(said);
  const wanted = said.trim().toLowerCase();
  const found = (await leads.list({ search: said }, { limit: 10 })).leads;
  const exact = found.filter(({ email, name }) => email === wanted || name.toLowerCase() === wanted);
  const [only, ...others] = exact.length > 0 ? exact : found;
  if (!only) throw notFound({ code: 'cli-unknown', message: `There is no lead "${said}". Type: npx aicmo leads list` });
  if (others.length === 0) return only;
  const fitting = [only, ...others].map(({ name, email, id }) => `${name} <${email || id}>`).join(', ');
  throw invalid({
    code: 'cli-ambiguous',
    message: `"${said}" fits more than one lead: ${fitting}. Type the whole address, or the id.`,
  });
}
