# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # of scratch, which fail.sh sets
# Result files for the tests of `export`, made in $scratch from those of data/, where the test is.

# $short: six blocks of two configurations, so that golden files stay readable.
short=$scratch/short.jsonl
sed -e '1s/"configurations": \[[^]]*\]/"configurations": ["none", "direct"]/; 1s/"blocks": 12/"blocks": 6/' \
	-e '2,${/"block": \([6-9]\|1[01]\),/d; /"configuration": "\(none\|direct\)"\|"record": "e/!d;}' \
	data/invented-verdicts.jsonl >"$short"

# night NAME DATE RELEASE: one night of a board, in $scratch/NAME.jsonl.
night() {
	sed -e "1s/\"started\": \"[^\"]*\"/\"started\": \"$2T02:00:00Z\"/; s/7\.2\.12-arm64/$3/" \
		data/dirty.jsonl | sed -e '1s/, "allow_dirty": true//' -e '/"kind": "dirty"/d' >"$scratch/$1.jsonl"
}
night night1 2026-01-01 7.2.1
night night2 2026-01-02 7.2.2
night night3 2026-01-03 7.2.3
# The second one has lost a configuration.
sed -i -e '1s/, "ops1"\]/]/; /"configuration": "ops1"/d' "$scratch/night2.jsonl"

# $hostile: every name is what a terminal, a shell, XML, JSON, CSV or a label could stumble over.
hostile=$scratch/hostile.jsonl
# shellcheck disable=SC2016 # a shell must not expand it
nasty='a b\\"<\&>'\''$(touch touched)`touch touched`;\\u001b[31m\\u007f\\nö=,#\/{}\\\\-4'
for word in ops1 read-zero branch-misses 'Invented Board 9 (exists nowhere)' 7.2.12-arm64 callops-func; do
	printf '%s\n' "s/\"$word\"/\"$nasty${#word}\"/g"
done >"$scratch/hostile.sed"
sed -f "$scratch/hostile.sed" data/invented-verdicts.jsonl >"$hostile"

# $clash: names that are alike but for what is not printable, and events named as what formats write.
clash=$scratch/clash.jsonl
sed -e 's/"ops1"/"opsö"/g; s/"ops2"/"opsü"/g; s/"read-zero"/"rö"/g; s/"branch-misses"/"cycles-overhead"/g; s/"kernel-instructions"/"ns"/g' \
	data/invented-verdicts.jsonl >"$clash"

# $large: five hundred configurations, four metrics each.
large=$scratch/large.jsonl
large() {
	awk 'NR == 1 {
		names = "\"none\""
		for (i = 1; i < 500; i++)
			names = names ", \"c" i "\""
		sub(/"configurations": \[[^]]*\]/, "\"configurations\": [" names "]")
		print
		next
	}
	/"block": 0,.*"configuration": "none"/ {
		print
		for (i = 1; i < 500; i++) {
			line = $0
			sub(/"configuration": "none"/, "\"configuration\": \"c" i "\"", line)
			print line
		}
	}
	/"record": "end"/' data/invented-verdicts.jsonl >"$large"
}
