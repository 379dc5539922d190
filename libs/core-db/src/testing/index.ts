export { describeEachDialect } from './describe-each-dialect.ts';
export type { TestDialect } from './describe-each-dialect.ts';
