export { aBrief } from './a-brief.ts';
