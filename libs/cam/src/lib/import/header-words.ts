export { headerWords, plainHeader } from './files/header-words.ts';
