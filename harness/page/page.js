// SPDX-License-Identifier: GPL-2.0-only
// Sorts the tables and filters their rows. The page says everything without it.
"use strict";

(function () {
	const main = document.getElementById("main");
	const shown = { words: "", boards: new Set() };

	// The number of a cell, not what it is worth beside others; of none: behind all numbers.
	function number(cell) {
		const at = cell && (cell.matches("[data-at]") ? cell : cell.querySelector("b[data-at]"));

		return at ? parseFloat(at.textContent) : Infinity;
	}

	function cellOf(row, column) {
		return row && row.cells.length > column ? row.cells[column] : null;
	}

	// What a configuration is sorted by: its row, or the first row of its group that is shown.
	function rowOf(part) {
		return part.matches("tr") ? part : part.querySelector("tr[data-b]:not([hidden])");
	}

	function compare(column, sign) {
		return function (a, b) {
			const one = cellOf(rowOf(a), column);
			const other = cellOf(rowOf(b), column);

			if (column === 0)
				return sign * (a.dataset.c || "").localeCompare(b.dataset.c || "",
					undefined, { numeric: true });
			const x = number(one);
			const y = number(other);

			return x === y ? 0 : x === Infinity ? 1 : y === Infinity ? -1 : sign * (x - y);
		};
	}

	function sort(table, heading) {
		const ascending = heading.getAttribute("aria-sort") !== "ascending";
		const grouped = table.tBodies.length > 1 || table.querySelector("tr.g");
		const home = grouped ? table : table.tBodies[0];
		const parts = Array.from(grouped ? table.tBodies : home.rows);

		parts.sort(compare(heading.cellIndex, ascending ? 1 : -1));
		parts.forEach(function (part) {
			home.append(part);
		});
		for (const other of table.tHead.rows[0].cells)
			other.removeAttribute("aria-sort");
		heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
	}

	function makeSortable(table) {
		// The first table is short, and its rows are in an order that is known.
		if (!table.querySelector("[data-c]") || table.id.startsWith("glance"))
			return;
		for (const heading of table.tHead.rows[0].cells) {
			const button = document.createElement("button");

			button.type = "button";
			button.append(...heading.childNodes);
			heading.append(button);
			button.addEventListener("click", function () {
				sort(table, heading);
			});
		}
	}

	function apply() {
		for (const part of main.querySelectorAll("[data-c]"))
			part.hidden = !part.dataset.c.toLowerCase().includes(shown.words);
		for (const row of main.querySelectorAll("tr[data-b]"))
			row.hidden = !row.dataset.b.split(" ").some((board) => shown.boards.has(board));
		for (const heading of main.querySelectorAll("th[data-b]")) {
			const hidden = !shown.boards.has(heading.dataset.b);
			const column = heading.cellIndex;

			for (const row of heading.closest("table").rows) {
				const cell = row.cells[column];

				if (cell && !row.querySelector("[colspan]"))
					cell.hidden = hidden;
			}
		}
	}

	function labelled(text, input) {
		const label = document.createElement("label");

		label.append(text, " ", input);
		return label;
	}

	function makeSearch() {
		const input = document.createElement("input");

		input.type = "search";
		input.placeholder = "fentry, ops1, ...";
		input.addEventListener("input", function () {
			shown.words = input.value.trim().toLowerCase();
			apply();
		});
		return labelled("Configurations with", input);
	}

	function makeBoards() {
		const set = document.createElement("fieldset");
		const legend = document.createElement("legend");

		legend.textContent = "Boards";
		set.append(legend);
		document.querySelectorAll(".legend li").forEach(function (item, index) {
			const input = document.createElement("input");
			const label = document.createElement("label");

			input.type = "checkbox";
			input.checked = true;
			shown.boards.add(String(index));
			input.addEventListener("change", function () {
				shown.boards[input.checked ? "add" : "delete"](String(index));
				apply();
			});
			label.append(input, item.querySelector(".m").cloneNode(true));
			label.title = item.textContent.trim();
			set.append(label);
		});
		return set;
	}

	function start() {
		const tools = document.createElement("div");

		tools.className = "tools";
		tools.setAttribute("role", "search");
		tools.setAttribute("aria-label", "Rows of the tables");
		tools.append(makeSearch());
		if (document.querySelectorAll(".legend li").length > 1)
			tools.append(makeBoards());
		main.prepend(tools);
		main.querySelectorAll("table").forEach(makeSortable);
	}

	start();
})();
