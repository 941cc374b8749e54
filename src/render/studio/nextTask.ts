/**
 * A task of its own, so that the page stays responsive meanwhile. Timers would wait a second each, and later a minute, in a
 * tab that nobody looks at; messages do not.
 */
export const nextTask = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
