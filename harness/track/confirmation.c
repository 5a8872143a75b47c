// SPDX-License-Identifier: GPL-2.0-only
#include "track/confirmation.h"

const struct track_confirmation *
track_confirmation_of(const struct track_confirmations *confirmations,
		      const struct finding_change *change)
{
	for (size_t i = 0; i < confirmations->count; i++) {
		if (confirmations->list[i].change == change)
			return &confirmations->list[i];
	}
	return NULL;
}
