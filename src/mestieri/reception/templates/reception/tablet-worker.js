// Opens the tablet's page when the line is down. Taps wait in the page itself, not here.
//
// The page and what it is made of are asked of the network first and kept; without a line
// they come from what was kept. Nothing else is touched: no tap, no setting, no other page.
"use strict";

const KEPT = "{{ cache }}";
const PAGE = "{% url 'tablet' %}";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function networkFirst(request, name) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await kept.put(name, response.clone());
    return response;
  } catch (error) {
    const found = (await kept.match(name)) || (request.mode === "navigate" && (await kept.match(PAGE)));
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && address.pathname === PAGE;
  const isPart = ["script", "style", "image", "font"].includes(request.destination);
  if (isPage || isPart) event.respondWith(networkFirst(request, address.pathname + address.search));
});
