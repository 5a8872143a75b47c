// SPDX-License-Identifier: GPL-2.0-only
#include "stats/load_numbers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/order.h"

int load_numbers_init(struct load_numbers *numbers, size_t room)
{
	*numbers = (struct load_numbers){
		.numbers = calloc(room + 1, sizeof(*numbers->numbers)),
		.loads = calloc(room + 1, sizeof(*numbers->loads)),
	};
	return numbers->numbers && numbers->loads ? 0 : -ENOMEM;
}

void load_numbers_add(struct load_numbers *numbers, double number, int64_t load)
{
	numbers->numbers[numbers->count] = number;
	numbers->loads[numbers->count++] = load;
}

void load_numbers_join(struct load_numbers *numbers,
		       double (*centre)(const double *sorted, size_t count))
{
	size_t loads = 0;
	size_t end;

	for (size_t i = 0; i < numbers->count; i = end) {
		for (end = i + 1; end < numbers->count && numbers->loads[end] == numbers->loads[i];)
			end++;
		sort_numbers(numbers->numbers + i, end - i);
		numbers->numbers[loads++] = centre(numbers->numbers + i, end - i);
	}
	numbers->count = loads;
}

void load_numbers_free(struct load_numbers *numbers)
{
	free(numbers->numbers);
	free(numbers->loads);
	memset(numbers, 0, sizeof(*numbers));
}
