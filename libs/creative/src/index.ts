// Directions
export { CreativeDirection } from './contract/direction.ts';
export type { Phrase, PhraseSource, SamplePost, Swatch } from './contract/direction.ts';
export type { CreativeInput, CreativeMaterial } from './contract/material.ts';
export { generateCreativeDirections } from './lib/compose/generate-creative-directions.ts';
export type { CompositionDeps, DirectionsOutcome } from './lib/compose/generate-creative-directions.ts';
// Stored directions
export type { DirectionSet, MissingMaterial } from './contract/direction-set.ts';
export type { Choice, ComposeOutcome, Directions } from './lib/directions/direction-service.ts';
// Copy
export type { CopyProvenance, CopySet, CopyWay } from './contract/copy-set.ts';
export type { Copies } from './lib/copies/copy-service.ts';
// The library
export { createCreative } from './lib/creative.ts';
export type { CreativeDeps, CreativeLibrary } from './lib/creative.ts';
export { creativeMigrations } from './lib/db/migrations/index.ts';
export { creativeSentinels } from './lib/sentinels/index.ts';
