import type { ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { BriefPage } from './brief-page.tsx';
import { BriefList } from './brief-list.tsx';
import { StrategyPage } from './strategy-page.tsx';

/** The briefs; one brief to write (`?brief=`); or one strategy to read and complete (`?strategy=`). */
export function StrategyPanel(): ReactNode {
  const [brief] = useAddressValue('brief');
  const [strategy] = useAddressValue('strategy');
  const [version] = useAddressValue('version');
  if (brief !== null) return <BriefPage key={`${brief}/${version ?? ''}`} briefId={brief} version={version} />;
  if (strategy !== null) return <StrategyPage key={strategy} strategyId={strategy} version={version} />;
  return <BriefList />;
}
