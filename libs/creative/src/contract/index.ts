// Material
export { CreativeMaterial, materialLabels } from './material.ts';
export type { CreativeInput, MaterialField } from './material.ts';
// Direction
export { Angle, CreativeDirection, Phrase, PhraseSource, SamplePost, Swatch } from './direction.ts';
export { DirectionSet, MissingMaterial } from './direction-set.ts';
// Copy
export { CopyProvenance, CopySet, CopyWay } from './copy-set.ts';
