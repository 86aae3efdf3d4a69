// An HTTP client that costs next to nothing, so that what is measured on two cores is the server: keep-alive sockets, one
// request at a time on each, answers with a content-length and no others.
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** `ask` resolves to `{ status, body }`, `body` a Buffer; rejects when the connection breaks. */
export function rawClient(url, sockets) {
  const { hostname, port, host } = new URL(url);
  const idle = [];
  const waiting = [];
  const open = new Set();

  function opened() {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const one = { socket, job: null };
    let got = [];
    let size = 0;
    let need = -1;
    let status = 0;
    let from = 0;
    open.add(one);
    socket.on('data', (chunk) => {
      got.push(chunk);
      size += chunk.length;
      if (need < 0) {
        const head = got.length === 1 ? chunk : Buffer.concat(got);
        got = [head];
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        const text = head.latin1Slice(0, end);
        status = Number(text.slice(9, 12));
        const length = /\r\ncontent-length: (\d+)/i.exec(text);
        if (!length && status !== 204 && status !== 304) {
          socket.destroy(new Error(`an answer without a length: ${text.slice(0, 200)}`));
          return;
        }
        from = end + 4;
        need = from + Number(length?.[1] ?? 0);
      }
      if (size < need) return;
      const body = (got.length === 1 ? got[0] : Buffer.concat(got)).subarray(from, need);
      got = [];
      size = 0;
      need = -1;
      const { resolve } = one.job;
      one.job = null;
      next(one);
      resolve({ status, body });
    });
    const broken = (error) => {
      open.delete(one);
      one.job?.reject(error ?? new Error('cut off'));
      one.job = null;
      // One that was closed is replaced when somebody waits.
      if (waiting.length > 0) next(opened());
    };
    socket.on('error', broken);
    socket.on('close', () => {
      if (open.has(one)) broken();
    });
    return one;
  }

  function next(one) {
    const job = waiting.shift();
    if (job) send(one, job);
    else idle.push(one);
  }

  function send(one, job) {
    one.job = job;
    one.socket.write(job.text);
  }

  return {
    ask: (method, path, body, headers) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? '' : JSON.stringify(body);
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        const length =
          body === undefined
            ? ''
            : `content-type: application/fhir+json\r\ncontent-length: ${Buffer.byteLength(sent)}\r\n`;
        const job = {
          text: `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${length}\r\n${sent}`,
          resolve,
          reject,
        };
        let one = idle.pop();
        while (one && one.socket.destroyed) one = idle.pop();
        if (one) send(one, job);
        else if (open.size < sockets) send(opened(), job);
        else waiting.push(job);
      }),
    close: () => {
      for (const { socket } of [...open]) socket.destroy();
    },
  };
}
