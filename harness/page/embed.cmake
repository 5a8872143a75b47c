# SPDX-License-Identifier: GPL-2.0-only
# Writes page.css and page.js as C, and the digest of the script by which the page lets it run:
# cmake -DFOLDER=harness/page -DOUTPUT=FILE.inc -P embed.cmake

# bytes FILE VARIABLE: as C's numbers
function(bytes file variable)
	file(READ ${file} hex HEX)
	string(REGEX REPLACE "(..)" "0x\\1," hex "${hex}")
	set(${variable} "${hex}" PARENT_SCOPE)
endfunction()

# base64_of_sha256 FILE VARIABLE: three hexadecimal digits are two of base64. 32 bytes and one more
# make 44 of these, and the last one stands for the byte that is none.
function(base64_of_sha256 file variable)
	set(alphabet ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
	file(SHA256 ${file} hex)
	string(APPEND hex 00)
	set(text "")
	foreach(at RANGE 0 65 3)
		string(SUBSTRING ${hex} ${at} 3 digits)
		math(EXPR high "0x${digits} >> 6")
		math(EXPR low "0x${digits} & 63")
		string(SUBSTRING ${alphabet} ${high} 1 high)
		string(SUBSTRING ${alphabet} ${low} 1 low)
		string(APPEND text ${high}${low})
	endforeach()
	string(REGEX REPLACE ".$" "=" text ${text})
	set(${variable} ${text} PARENT_SCOPE)
endfunction()

bytes(${FOLDER}/page.css style)
bytes(${FOLDER}/page.js script)
base64_of_sha256(${FOLDER}/page.js digest)
file(WRITE ${OUTPUT}
	"const char page_style[] = { ${style} };\n"
	"const size_t page_style_size = sizeof(page_style);\n"
	"const char page_script[] = { ${script} };\n"
	"const size_t page_script_size = sizeof(page_script);\n"
	"const char page_script_digest[] = \"${digest}\";\n")
