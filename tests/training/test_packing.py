"""Packing a graph in eight bits, and training on from what was packed; only where `make train` has installed what training needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnx", reason="training is not installed (make train does it)")

import onnx
import onnxruntime
from onnx import helper, numpy_helper

from bot.training.packing import pack, unpacked

_WIDTH, _ROWS = 32, 40


def graph() -> onnx.ModelProto:
    """Two products of the same states, one without a name; one channel is a thousand times as large as the rest."""
    chance = np.random.default_rng(1)
    first, second = (chance.normal(size=(_WIDTH, 8)).astype(np.float32) for _ in range(2))
    scale = np.ones(_WIDTH, dtype=np.float32)
    scale[3] = 1000.0
    nodes = [
        helper.make_node("Mul", ["words", "network.scale"], ["states"]),
        helper.make_node("MatMul", ["states", "onnx::MatMul_7"], ["product"]),
        helper.make_node("Add", ["product", "network.query.bias"], ["one"]),
        helper.make_node("MatMul", ["states", "network.key.weight"], ["other"]),
    ]
    weights = {
        "network.scale": scale,
        "onnx::MatMul_7": first / scale[:, None],
        "network.query.bias": np.ones(8, dtype=np.float32),
        "network.key.weight": second / scale[:, None],
    }
    made = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("words", onnx.TensorProto.FLOAT, [None, _WIDTH])],
        [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None, 8]) for name in ("one", "other")],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def answers(model: bytes | str, words: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    """What a graph makes of some words."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return list(session.run(None, {"words": words}))


def test_a_packed_graph_answers_as_before_though_one_channel_drowns_the_others(tmp_path: Path) -> None:
    words = np.random.default_rng(2).normal(size=(_ROWS, _WIDTH)).astype(np.float32)
    whole = graph()
    before = answers(whole.SerializeToString(), words)
    pack(whole, [{"words": words}], tmp_path / "packed.onnx")
    after = answers(str(tmp_path / "packed.onnx"), words)
    for one, other in zip(before, after, strict=True):
        assert float(np.abs(one - other).max()) < 0.05 * float(np.abs(one).max())


def test_what_was_packed_comes_back_under_its_names(tmp_path: Path) -> None:
    words = np.random.default_rng(2).normal(size=(_ROWS, _WIDTH)).astype(np.float32)
    known = {one.name: numpy_helper.to_array(one) for one in graph().graph.initializer}
    pack(graph(), [{"words": words}], tmp_path / "packed.onnx")
    back = dict(unpacked(tmp_path / "packed.onnx"))
    assert set(back) == {"network.scale", "network.query.bias", "network.query.weight", "network.key.weight"}
    for name, values in (
        ("network.query.weight", known["onnx::MatMul_7"]),
        ("network.key.weight", known["network.key.weight"]),
    ):
        largest = np.abs(values * known["network.scale"][:, None]).max()
        assert float(np.abs((back[name] - values) * known["network.scale"][:, None]).max()) < 0.05 * largest
