// @medplum/core names WebSocket while it loads, and Node 20 has none. Import this before it; nothing here opens one.
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket: class extends EventTarget {} });

export {};
