import { createServer, request } from 'node:http';
import { realSystem } from '../src/system.ts';
import { startHubspotServer } from '../tests/support/hubspot-server/server.ts';

// A local HubSpot in a process of its own, behind a door that holds every call for some ms: as long as the real one takes.
const [, , delay = '0', count = '20000'] = process.argv;
const { clock } = realSystem();
const hubspot = await startHubspotServer({ clock, limits: { perTenSeconds: Number(delay) > 0 ? 100 : 1e9 } });
const contacts = Array.from({ length: Number(count) }, (_, index) =>
  hubspot.portal.add('contacts', { email: `c${index}@example.com` }),
);
const behind = new URL(hubspot.url);
const door = createServer((incoming, outgoing) => {
  setTimeout(() => {
    const { method, url, headers } = incoming;
    const passed = request({ hostname: behind.hostname, port: behind.port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  }, Number(delay));
});
door.listen(0, '127.0.0.1', () => {
  const address = door.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}`, contacts });
});
