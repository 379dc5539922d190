import { configure } from '@testing-library/dom';

// What a screen waits for here (code of a panel, an answer) needs no network: only a busy machine makes it slow.
configure({ asyncUtilTimeout: 20_000 });
