# SPDX-License-Identifier: GPL-2.0-only
#
# The colours of plots/style.gp: contrast as WCAG 2 has it, 3:1 at least against white and against
# #16181d, and how far any two are apart in CIELAB, also as eyes without red or green cones see
# them (matrices: Machado, Oliveira and Fernandes 2009, severity 1).
function hex(text, n, i) {
	n = 0
	for (i = 1; i <= length(text); i++)
		n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
	return n
}
function power(base, exponent) {
	return base > 0 ? exp(exponent * log(base)) : 0
}
function linear(byte) {
	return byte / 255 <= 0.04045 ? byte / 255 / 12.92 : power((byte / 255 + 0.055) / 1.055, 2.4)
}
function luminance(colour) {
	return 0.2126 * linear(hex(substr(colour, 2, 2))) + 0.7152 * linear(hex(substr(colour, 4, 2))) + \
		0.0722 * linear(hex(substr(colour, 6, 2)))
}
function contrast(a, b, la, lb) {
	la = luminance(a)
	lb = luminance(b)
	return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05)
}
function curve(t) {
	return t > 0.008856 ? power(t, 1 / 3) : 7.787 * t + 16 / 116
}
function clip(v) {
	return v < 0 ? 0 : v > 1 ? 1 : v
}
# Sets lab[eyes, colour, 1 to 3].
function see(eyes, colour, r, g, b, x, y, z, rr, gg, bb) {
	rr = linear(hex(substr(colour, 2, 2)))
	gg = linear(hex(substr(colour, 4, 2)))
	bb = linear(hex(substr(colour, 6, 2)))
	r = clip(m[eyes, 1] * rr + m[eyes, 2] * gg + m[eyes, 3] * bb)
	g = clip(m[eyes, 4] * rr + m[eyes, 5] * gg + m[eyes, 6] * bb)
	b = clip(m[eyes, 7] * rr + m[eyes, 8] * gg + m[eyes, 9] * bb)
	x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
	y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b)
	z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
	lab[eyes, colour, 1] = 116 * y - 16
	lab[eyes, colour, 2] = 500 * (x - y)
	lab[eyes, colour, 3] = 200 * (y - z)
}
function matrix(eyes, text, i, n, v) {
	n = split(text, v, " ")
	for (i = 1; i <= n; i++)
		m[eyes, i] = v[i]
}
BEGIN {
	matrix("all", "1 0 0 0 1 0 0 0 1")
	matrix("protanopia", "0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998")
	matrix("deuteranopia", "0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881")
	# A difference of 2 or 3 is just seen; these are dots and thin lines, and boards.
	least["all"] = 30
	least["protanopia"] = least["deuteranopia"] = 20
}
/^array COLOUR\[/ {
	rest = $0
	while (match(rest, /#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]/)) {
		colour[++count] = substr(rest, RSTART, 7)
		rest = substr(rest, RSTART + 7)
	}
}
END {
	if (count != 8) {
		print count + 0 " colours, not 8"
		wrong = 1
	}
	for (i = 1; i <= count; i++) {
		white = contrast(colour[i], "#ffffff")
		dark = contrast(colour[i], "#16181d")
		printf "%s %.2f:1 against white, %.2f:1 against dark\n", colour[i], white, dark
		if (white < 3 || dark < 3)
			wrong = 1
	}
	for (eyes in least) {
		nearest = 1000
		for (i = 1; i <= count; i++) {
			see(eyes, colour[i])
			for (j = 1; j < i; j++) {
				apart = 0
				for (k = 1; k <= 3; k++)
					apart += (lab[eyes, colour[i], k] - lab[eyes, colour[j], k]) ^ 2
				nearest = sqrt(apart) < nearest ? sqrt(apart) : nearest
			}
		}
		printf "%s: %.1f apart at least\n", eyes, nearest
		if (nearest < least[eyes])
			wrong = 1
	}
	exit wrong + 0
}
