import { expect, test } from '@jest/globals';
import { library } from '../../testing/a-library.ts';
import { defineMigrations } from '../define-migrations.ts';
import { openWithParts } from '../open-with-parts.ts';
import { compileMigrations } from './compile-migrations.ts';

const sets = [defineMigrations('library', Object.values(library))];

/*
 * These change when the compiler, the columns or the way of counting changes. Then applied migrations must still be
 * recognised: count the old way beside the new one, and only then write the new values here.
 */
test.each([
  [
    'sqlite::memory:',
    [
      '1:879cc7bca1eb1f188dd3a1b58a7d348cb04c8decdd22d5c6b42271b308c88f04',
      '1:1066b35178395ccfd077712b7cb6bfa12011c5332a7749ceed0cef91dc2e154a',
      '1:f965a12cd5deb803ced3e3c708fb2fc237fe88062ebd71521c32f205cc99fc38',
      '1:beb2b7e91a417077a7533f84948fbf4a10df97cb39a8349bc90f0277996f10a9',
    ],
  ],
  [
    'postgres://nobody@127.0.0.1:1/none',
    [
      '1:b0a8af4063f859c17a6f572e95a0e1b72b09c2af48e4ca53913db0c1c3fad69b',
      '1:a63c11814d980070094c9edc6a56fefb996a0fa4ffb391ac5b9f7bd7e03c010f',
      '1:9b692891fdd6376c59f4d439df5488de1e3990922e196bb1e28e92d053cab896',
      '1:e0938e710084e68a9abd39d7d2465f5eb101dfd5137064764d8fa00d463ac463',
    ],
  ],
])(
  'on %s the same migrations have the same checksums as ever, or every database there is would be refused',
  async (url, pinned) => {
    const opened = openWithParts(url);
    const compiled = await compileMigrations(sets, opened.dialectFacts);
    await opened.close();
    expect(compiled.map(({ checksum }) => checksum)).toEqual(pinned);
  },
);
