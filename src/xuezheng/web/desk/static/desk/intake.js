// The empty sheet and the export follow the register that is chosen; without this script they are those of the first.
"use strict";
const layout = document.getElementById("layout");
function follow() {
  document.getElementById("template").href = layout.dataset.template.replace("REGISTER", layout.value);
  document.getElementById("export-layout").value = layout.value;
}
if (layout) { layout.addEventListener("change", follow); follow(); }
