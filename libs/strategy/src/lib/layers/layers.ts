import { audienceLayer } from './audience-layer.ts';
import { businessLayer } from './business-layer.ts';
import { channelLayer } from './channel-layer.ts';
import { constraintLayer } from './constraint-layer.ts';
import type { LayerRule } from './layer.ts';
import { marketLayer } from './market-layer.ts';
import { measurementLayer } from './measurement-layer.ts';
import { narrativeLayer } from './narrative-layer.ts';
import { valueLayer } from './value-layer.ts';

/** The eight layers in the order in which a strategy is read. DOMAIN section 4. */
export const layerRules: readonly LayerRule[] = [
  businessLayer,
  marketLayer,
  audienceLayer,
  valueLayer,
  narrativeLayer,
  channelLayer,
  constraintLayer,
  measurementLayer,
];
