import { createApiClient } from '@aicmo/core-server/contract';
import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { houseContract, type HouseStatus } from '../../contract/house.contract.ts';

export const houseApi = createApiClient(houseContract);

const askEveryMs = 10_000;

/** The house as the server last told it; asked again every ten seconds and after each change of a flag. */
export const useHouseQuery = () =>
  useQuery({
    queryKey: ['house', 'state'],
    queryFn: ({ signal }) => houseApi.status({ signal }),
    refetchInterval: askEveryMs,
  });

export const HouseContext = createContext<HouseStatus | null>(null);

/** What a panel may know of the house around it. */
export interface HouseFacts {
  readonly demo: boolean;
  readonly proofMode: boolean;
  readonly paused: boolean;
  readonly killed: boolean;
  readonly build: HouseStatus['build'];
  readonly llm: HouseStatus['llm'];
  readonly schema: HouseStatus['schema'];
}

/** The house, for a panel; the frame renders no panel before it knows. Without flags it counts as in proof mode. */
export function useHouse(): HouseFacts {
  const house = use(HouseContext);
  if (house === null) throw new Error('useHouse was called outside the frame. Render the panel inside HouseContext.');
  const { flags, demo, build, llm, schema } = house;
  return {
    demo,
    build,
    llm,
    schema,
    proofMode: flags?.proofMode ?? true,
    paused: flags?.paused ?? false,
    killed: flags?.killed ?? false,
  };
}
