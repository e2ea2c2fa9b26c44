/**
 * The container that Hawtio loads by module federation. Hawtio gives it what it shares (React, PatternFly, itself) and asks for
 * the plugin. The files beside this one are what the browser runs: no build makes them.
 */
window.vestnik = {
  init(shared) {
    this.shared = shared;
  },
  async get() {
    const plugin = await import('./plugin.js');
    return () => plugin;
  },
};
