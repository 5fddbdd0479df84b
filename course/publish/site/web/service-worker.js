// Keeps the site in the browser, so that a second visit needs no network. It stands before JupyterLite's own service worker,
// which passes files between a notebook's kernel and the page.
//
// FILES says which files the site has and what is in them. A file is fetched once for what is in it: a new version of the
// site fetches what has changed, and nothing else.
const FILES = "{{FILES}}"; // {path: hash}
const KERNEL = "{{KERNEL}}"; // {path: bytes}: what a kernel fetches before it answers
const CACHE = "nets-by-hand";
const ROOT = new URL("./", location.href).href;
const said = new BroadcastChannel("nets-by-hand");

const underWay = new Map(); // path -> promise of a response, so that what two ask for is fetched once
const come = new Map(); // path -> bytes that have come

function pathOf(url) {
  const bare = url.split(/[?#]/)[0];
  if (!bare.startsWith(ROOT)) return undefined;
  const path = decodeURI(bare.slice(ROOT.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

const keyOf = (path) => `${ROOT}${path}?${FILES[path]}`;

async function get(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(path));
  if (kept) {
    tell(path, KERNEL[path]);
    return kept;
  }
  if (!underWay.has(path)) underWay.set(path, load(path, cache).finally(() => underWay.delete(path)));
  return (await underWay.get(path)).clone();
}

async function load(path, cache) {
  const answer = await fetch(ROOT + path, { cache: "no-cache" }); // the network's own caches may hold an older one
  if (!answer.ok) return answer;
  const counted = path in KERNEL ? answer.body.pipeThrough(counter(path)) : answer.body;
  const whole = new Response(await new Response(counted).arrayBuffer(), { headers: plain(answer.headers) });
  await cache.put(keyOf(path), whole.clone()).catch(() => {}); // the disk may be full; the page does without
  return whole;
}

// What came was unpacked on the way.
function plain(headers) {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}

function counter(path) {
  let bytes = 0;
  return new TransformStream({
    transform(block, next) {
      tell(path, (bytes += block.length));
      next.enqueue(block);
    },
  });
}

let telling;
function tell(path, bytes) {
  if (!(path in KERNEL)) return;
  come.set(path, bytes);
  telling ??= setTimeout(() => {
    telling = undefined;
    const add = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
    said.postMessage({ come: add([...come.values()]), of: add(Object.values(KERNEL)) });
  }, 100);
}

// A page asks that what a kernel needs be fetched before a kernel asks for it.
said.addEventListener("message", ({ data }) => {
  if (data.fetch) Promise.all(Object.keys(KERNEL).map(get)).catch(() => {}); // without a network: the kernel will say so
});

self.addEventListener("activate", (event) => event.waitUntil(forgetTheOld()));

async function forgetTheOld() {
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(FILES).map(keyOf));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (!(path in FILES)) return; // JupyterLite's own
  event.stopImmediatePropagation();
  event.respondWith(get(path));
});
