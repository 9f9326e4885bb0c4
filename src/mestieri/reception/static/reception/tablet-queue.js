// What a tablet has yet to hand over, kept in this browser (IndexedDB) until it is settled.
//
// IndexedDB works on plain http, which a local network may use; where a browser keeps
// nothing, memory alone serves and a reload forgets. Nothing here speaks with the server.
"use strict";

const tabletQueue = (() => {
  const DATABASE = "mestieri";
  const STORE = "taps";
  const entries = new Map(); // UUID → entry, in the order of the touches
  let database = null;

  function open() {
    return new Promise((resolve) => {
      let request;
      try { request = indexedDB.open(DATABASE, 1); } catch { return resolve(null); }
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "tap" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    });
  }

  function inStore(mode, act) {
    if (!database) return Promise.resolve(null);
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode);
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => resolve(null);
      } catch { resolve(null); }
    });
  }

  // Read what an earlier page left; touches made meanwhile stay after it.
  async function load() {
    database = await open();
    const kept = (await inStore("readonly", (store) => store.getAll())) || [];
    const meanwhile = [...entries.values()];
    entries.clear();
    kept.sort((one, other) => one.order - other.order);
    for (const entry of [...kept, ...meanwhile]) entries.set(entry.tap, entry);
    for (const entry of meanwhile) keep(entry);
  }

  function keep(entry) {
    entry.version = (entry.version || 0) + 1;
    entries.set(entry.tap, entry);
    return inStore("readwrite", (store) => store.put(entry));
  }

  function forget(tap) {
    entries.delete(tap);
    return inStore("readwrite", (store) => store.delete(tap));
  }

  return { entries, load, keep, forget, all: () => [...entries.values()] };
})();
