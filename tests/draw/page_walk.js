// A parent's walk: put in the files, type two things, press the button; then paste a proof.
const at = (id) => document.getElementById(id);
const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 20)); };
const put = new DataTransfer();
for (const [name, content] of Object.entries(DATA.files)) put.items.add(new File([Xuezheng.utf8(content)], name));
at("chooser").files = put.files;
at("chooser").dispatchEvent(new Event("change"));
await until(() => !at("go").disabled);
at("printed").value = DATA.printed;
at("code").value = DATA.code;
at("go").click();
await until(() => !at("result").hidden && !at("go").disabled);
at("proof").value = DATA.proof;
at("root").value = DATA.root;
at("goproof").click();
return tell({
  verdict: at("verdict").textContent, good: at("verdict").classList.contains("good"), child: at("child").textContent,
  checks: [...at("checks").children].map((line) => line.textContent), steps: at("steps").textContent,
  proof: at("proofverdict").textContent, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
});
