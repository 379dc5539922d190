'use strict';
/*
 * A page for specs of screens: jsdom, plus what Node has and jsdom lacks. MessageChannel stays out on purpose: React's
 * scheduler would open one, and Jest would never end.
 */
const { TestEnvironment } = require('jest-environment-jsdom');

const fromNode = [
  'TextEncoder',
  'TextDecoder',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'TextDecoderStream',
  'fetch',
  'Request',
  'Response',
  'Headers',
  'structuredClone',
];

/** Mantine asks for these at its first render; nothing in a spec depends on their answer. */
function addStubs(window) {
  window.matchMedia = (media) => ({
    media,
    matches: false,
    onchange: null,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
  });
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.document.fonts ??= new window.EventTarget(); // a text field that grows listens for fonts
  window.scrollTo = () => {};
  window.Element.prototype.scrollTo = () => {};
  window.Element.prototype.scrollIntoView = () => {};
  // A window of 1200 by 720 for everything: a virtualised table without a height would show no row.
  for (const [name, size] of [
    ['offsetWidth', 1200],
    ['clientWidth', 1200],
    ['offsetHeight', 720],
    ['clientHeight', 720],
  ]) {
    Object.defineProperty(window.HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
}

module.exports = class DomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of fromNode) this.global[name] = globalThis[name];
    addStubs(this.global);
    this.global.IS_REACT_ACT_ENVIRONMENT = true;
  }
};
