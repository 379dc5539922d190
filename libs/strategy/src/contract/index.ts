// Brief
export { BriefContent } from './brief-content.ts';
export type { BriefFieldId } from './brief-content.ts';
export { Brief, BriefSummary, MissingField } from './brief.ts';
export { briefField, briefSections } from './brief-fields.ts';
export type { BriefField, BriefSection } from './brief-fields.ts';
// Strategy
export {
  Completeness,
  LayerField,
  Statement,
  StatementSource,
  Strategy,
  StrategyLayer,
  StrategyState,
  StrategyVersion,
  openQuestions,
} from './strategy.ts';
export type { OpenQuestion } from './strategy.ts';
