// Every golden vector against the page; tells how many questions, and which answers differ.
  const X = Xuezheng, V = DATA, bad = [];
  let n = 0;
  const eq = (title, a, b) => { n++; if (JSON.stringify(a) !== JSON.stringify(b)) bad.push(title + ": " + JSON.stringify(a) + " != " + JSON.stringify(b)); };
  for (const v of V.values) { eq("value " + v.title, X.canon(v.value), v.canonical); for (const h of ["sha256", "sm3"]) eq(v.title, X.hex(X.hash(h, X.utf8(v.canonical))), v[h]); }
  for (const v of V.lists) { eq("list " + v.title, X.hex(X.utf8(X.listText(v.codes))), v.bytes); for (const h of ["sha256", "sm3"]) eq(v.title, X.hex(X.hash(h, X.unhex(v.bytes))), v[h]); }
  for (const v of V.hashes) eq("hash " + v.title, X.hex(X.hash(v.hash, X.unhex(v.message))), v.digest);
  for (const v of V.macs) eq("mac " + v.title, X.hex(X.mac(v.hash, X.unhex(v.key))(X.unhex(v.message))), v.mac);
  for (const v of V.tickets) eq("ticket", X.hex(X.mac(v.hash, X.unhex(v.seed))(X.ticketMessage(v.label, v.code))), v.ticket);
  for (const v of V.text_seeds) eq("text seed " + v.text, X.hex(X.textSeed(v.hash, v.text)), v.seed);
  const take = (it, k) => { const out = []; for (let i = 0; i < k; i++) out.push(it.next().value); return out; };
  for (const v of V.streams) { eq("stream", take(X.words(v.hash, X.unhex(v.seed), v.label), 6).map(String), v.words); for (const [m, l] of Object.entries(v.below)) eq("below", take(X.below(X.words(v.hash, X.unhex(v.seed), v.label), Number(m)), 8), l); }
  for (const v of V.circles) eq("circle " + v.title, X.circle(v.n, v.start, v.step).slice(0, v.order.length), v.order);
  for (const v of V.differences) eq("difference", X.difference(v.n, v.start, v.difference), v.order);
  for (const v of V.rfc3797) { eq("rfc key", X.rfc3797Key(v.sources), v.key); eq("rfc3797", X.rfc3797(v.key, v.n).slice(0, v.order.length), v.order); }
  for (const v of V.trees) { const leaves = v.leaves.map(X.utf8); eq("tree", X.hex(X.root(v.hash, leaves)), v.root); v.paths.forEach((p, i) => eq("path", X.hex(X.climb(v.hash, leaves[i], i, leaves.length, p.map(X.unhex))), v.root)); }
  for (const v of V.ct_trees) eq("ct tree", X.hex(X.root("sha256", v.leaves.map(X.unhex))), v.root);
  for (const v of V.tables) { const t = X.tableText(X.readCsv(X.utf8(v.csv))); eq("table " + v.title, t, v.canonical); eq("table " + v.title, X.hex(X.hash("sha256", X.utf8(t))), v.sha256); }
  for (const v of V.draws) {
    const said = JSON.parse(v.commit), c = X.hex(X.hash(said.hash, X.utf8(v.commit)));
    eq("C " + v.title, c, v.commitment);
    const seed = X.hash(said.hash, X.seedMessage(c, X.utf8(v.public)));
    eq("seed " + v.title, X.hex(seed), v.seed);
    const groups = (v.groups || "").split("\n").slice(0, -1).map((l) => l.split(" "));
    const rows = await X.resultOf(said, seed, v.list.split("\n").slice(0, -1), groups, JSON.parse(v.public));
    eq("rows " + v.title, rows.map((r) => JSON.parse(new TextDecoder().decode(X.leafOf(r)))), v.rows);
    eq("root " + v.title, X.hex(X.root(said.hash, rows.map(X.leafOf))), v.root);
    eq("proof " + v.title, X.proofWrong(v.proof, v.root), "");
    eq("proof bad " + v.title, X.proofWrong({ ...v.proof, rank: v.proof.rank + 1 }) !== "", true);
  }
  return tell({ n, bad, own: await X.selfTest() });
