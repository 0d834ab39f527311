# SPDX-License-Identifier: Apache-2.0
"""The steps from the raw tables to the case: tables, corrections, build, verify."""
